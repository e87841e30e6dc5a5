package io.onsale.ticket.gate.r2dbc;

import io.onsale.ticket.code.TicketCodes;
import io.onsale.ticket.gate.GateLists;
import io.onsale.ticket.gate.GatePerformances;
import io.onsale.ticket.gate.ScanTickets;
import io.onsale.ticket.gate.Scans;
import io.onsale.ticket.gate.SetEntryRules;
import io.onsale.ticket.gate.UndoScan;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class GateWiring {
    @Bean
    GatePerformances gatePerformances(DatabaseClient database, JsonMapper json) {
        return new R2dbcGatePerformances(database, json);
    }

    @Bean
    GateLists gateLists(DatabaseClient database) {
        return new R2dbcGateLists(database);
    }

    @Bean
    Scans scans(DatabaseClient database) {
        return new R2dbcScans(database);
    }

    @Bean
    ScanTickets scanTickets(GatePerformances performances, Scans scans, TicketCodes codes, Atomic atomic, Clock clock) {
        return new ScanTickets(performances, scans, codes, atomic, clock);
    }

    @Bean
    UndoScan undoScan(GatePerformances performances, Scans scans, Atomic atomic) {
        return new UndoScan(performances, scans, atomic);
    }

    @Bean
    SetEntryRules setEntryRules(GatePerformances performances) {
        return new SetEntryRules(performances);
    }
}
