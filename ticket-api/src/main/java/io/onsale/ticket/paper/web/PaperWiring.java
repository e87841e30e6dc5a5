package io.onsale.ticket.paper.web;

import io.onsale.ticket.device.BindTicket;
import io.onsale.ticket.paper.PrintTicket;
import io.onsale.ticket.ticket.Tickets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PaperWiring {
    @Bean
    PrintTicket printTicket(BindTicket bindTicket, Tickets tickets) {
        return new PrintTicket(bindTicket, tickets);
    }

    @Bean
    PdfPress pdfPress() {
        return new PdfPress(new TicketPdf());
    }
}
