/** The shop that the crowd visits: where it runs, and its doors for staff. */
@NullMarked
package io.onsale.gatling.shop;

import org.jspecify.annotations.NullMarked;
