/** The one writer of all payments, and the journal that lets them survive a crash. */
@NullMarked
package io.onsale.portone.ledger;

import org.jspecify.annotations.NullMarked;
