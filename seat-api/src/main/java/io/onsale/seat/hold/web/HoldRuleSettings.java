package io.onsale.seat.hold.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What fans may choose.
 *
 * @param mayLeaveSingle whether seats may be chosen that leave a single one, though as many others of the row would not. Not, because nearly
 *     nobody wants a single seat: a hall that fills without the rule keeps some per cent of its seats
 */
@ConfigurationProperties("onsale.hold-rules")
record HoldRuleSettings(@DefaultValue("false") boolean mayLeaveSingle) {}
