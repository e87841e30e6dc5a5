@NullMarked
package io.onsale.service.outage;

import org.jspecify.annotations.NullMarked;
