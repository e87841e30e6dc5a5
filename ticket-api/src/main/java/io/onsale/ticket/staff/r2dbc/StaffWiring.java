package io.onsale.ticket.staff.r2dbc;

import io.onsale.service.loop.Loop;
import io.onsale.ticket.staff.LockedMembers;
import io.onsale.ticket.staff.MemberAudit;
import io.onsale.ticket.staff.MemberRecords;
import io.onsale.ticket.staff.Staff;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class StaffWiring {
    /** How long an account that another node ended is still served here: one small query per round, by a partial index. */
    private static final Duration REFRESH_EVERY = Duration.ofSeconds(1);

    @Bean
    MemberAudit memberAudit(DatabaseClient database) {
        return new R2dbcMemberAudit(database);
    }

    @Bean
    Staff staff(DatabaseClient database, Atomic atomic) {
        return new R2dbcStaff(database, atomic);
    }

    @Bean
    MemberRecords memberRecords(DatabaseClient database, Atomic atomic) {
        return new R2dbcMemberRecords(database, atomic);
    }

    @Bean
    LockedMembers lockedMembers(Staff staff) {
        return new LockedMembers(staff);
    }

    @Bean
    Loop lockedMembersRefresh(LockedMembers locked) {
        return new Loop("Reading locked accounts", REFRESH_EVERY, Schedulers.parallel(), locked::refresh);
    }
}
