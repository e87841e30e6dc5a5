package io.onsale.ticket.staff.web;

import io.onsale.ticket.member.SignUp;
import io.onsale.ticket.staff.AddStaff;
import io.onsale.ticket.staff.EndStaff;
import io.onsale.ticket.staff.LockedMembers;
import io.onsale.ticket.staff.MemberRecords;
import io.onsale.ticket.staff.Staff;
import io.onsale.ticket.staff.SuspendMember;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

@Configuration(proxyBeanMethods = false)
class StaffWebWiring {
    @Bean
    AddStaff addStaff(SignUp signUp, Staff staff) {
        return new AddStaff(signUp, staff);
    }

    @Bean
    EndStaff endStaff(Staff staff, LockedMembers locked) {
        return new EndStaff(staff, locked);
    }

    @Bean
    SuspendMember suspendMember(MemberRecords records, LockedMembers locked) {
        return new SuspendMember(records, locked);
    }

    @Bean
    WebFilter lockedMemberFilter(LockedMembers locked) {
        return new LockedMemberFilter(locked);
    }
}
