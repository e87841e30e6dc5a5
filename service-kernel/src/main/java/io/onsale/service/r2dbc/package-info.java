/** Reading rows of Postgres. */
@NullMarked
package io.onsale.service.r2dbc;

import org.jspecify.annotations.NullMarked;
