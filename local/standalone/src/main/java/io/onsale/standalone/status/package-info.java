/** What runs where: written when everything is ready, and checked before it is shown. */
@NullMarked
package io.onsale.standalone.status;

import org.jspecify.annotations.NullMarked;
