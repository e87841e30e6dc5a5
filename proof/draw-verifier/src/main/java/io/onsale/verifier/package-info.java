/** The command that checks a published draw. */
@NullMarked
package io.onsale.verifier;

import org.jspecify.annotations.NullMarked;
