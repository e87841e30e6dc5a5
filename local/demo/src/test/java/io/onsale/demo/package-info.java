/** Tests. */
@NullMarked
package io.onsale.demo;

import org.jspecify.annotations.NullMarked;
