/** A stand-in for PortOne V2: start it with {@link io.onsale.portone.PortOneSimulator}, set it with {@link io.onsale.portone.SimulatorSettings}. */
@NullMarked
package io.onsale.portone;

import org.jspecify.annotations.NullMarked;
