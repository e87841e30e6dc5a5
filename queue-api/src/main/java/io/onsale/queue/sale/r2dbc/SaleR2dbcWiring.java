package io.onsale.queue.sale.r2dbc;

import io.onsale.queue.sale.FinishedSales;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.OperatedSales;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SaleControl;
import io.onsale.queue.sale.SaleOwners;
import io.onsale.queue.sale.SaleRevisions;
import io.onsale.queue.sale.Sales;
import io.onsale.queue.sale.Step;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class SaleR2dbcWiring {
    /** How late a node learns of a sale, and a line of a policy that it missed; one small query per node. */
    private static final Duration REFRESH_EVERY = Duration.ofSeconds(1);

    @Bean
    Sales sales(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcSales(database, transaction);
    }

    @Bean
    OperatedSales operatedSales(DatabaseClient database) {
        return new R2dbcOperatedSales(database);
    }

    @Bean
    SaleOwners saleOwners(OperatedSales sales) {
        return new SaleOwners(sales);
    }

    @Bean
    FinishedSales finishedSales(DatabaseClient database) {
        return new R2dbcFinishedSales(database);
    }

    @Bean
    SaleRevisions saleRevisions(DatabaseClient database, Sales sales, TransactionalOperator transaction, Clock clock) {
        return new R2dbcSaleRevisions(database, sales, transaction, clock);
    }

    @Bean
    SaleBook saleBook(Sales sales, Clock clock) {
        return new SaleBook(sales, clock);
    }

    @Bean
    SaleControl saleControl(Sales sales, LineControl line, Step step, Clock clock) {
        return new SaleControl(sales, line, step, clock);
    }

    @Bean
    Loop saleBookLoop(SaleBook book) {
        return new Loop("Reading the sales", REFRESH_EVERY, Schedulers.parallel(), book::refresh);
    }
}
