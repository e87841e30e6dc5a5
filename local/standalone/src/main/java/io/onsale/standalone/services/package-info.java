/** The three services and the simulator, in this process. */
@NullMarked
package io.onsale.standalone.services;

import org.jspecify.annotations.NullMarked;
