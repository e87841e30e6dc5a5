/** Which failures are an outage, which waiting mends, and which are faults of ours. */
@NullMarked
package io.onsale.service.outage;

import org.jspecify.annotations.NullMarked;
