@NullMarked
package io.onsale.service.kafka;

import org.jspecify.annotations.NullMarked;
