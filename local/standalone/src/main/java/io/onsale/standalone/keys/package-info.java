/** Secrets, keys and accounts of one installation, created at its first start and kept. */
@NullMarked
package io.onsale.standalone.keys;

import org.jspecify.annotations.NullMarked;
