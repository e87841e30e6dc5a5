/** What runs where: written when all is ready, checked by whoever asks. */
@NullMarked
package io.onsale.standalone.status;

import org.jspecify.annotations.NullMarked;
