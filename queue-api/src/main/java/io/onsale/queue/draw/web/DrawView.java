package io.onsale.queue.draw.web;

import io.onsale.queue.draw.Draw;
import io.onsale.queue.draw.DrawRecord;
import io.onsale.queue.draw.PublicDraw.Drawn;
import io.onsale.queue.sale.LineOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Schema(name = "Draw", description = "How the order of a sale is decided. An ARRIVAL sale has only saleId and order")
record DrawView(
        String saleId,
        LineOrder order,

        @Schema(description = "How the order follows from seed, sale and registrations")
        String algorithm,

        @Schema(description = "SHA-256 of the seed, hex; fixed and public from the moment the sale is known")
        String commitment,

        Instant opensAt,

        @Schema(description = "How many registrations take part; known from the opening") @Nullable
        Long registrations,

        @Schema(description = "Hex; secret until the opening") @Nullable
        String seed,

        @Schema(description = "Numbers up to this one are in the line")
        long drawn,

        @Schema(description = "Whether the list is available")
        boolean complete,

        @Schema(description = "Where the list is, once it is complete") @Nullable
        String list) {
    static DrawView of(Drawn drawn) {
        DrawRecord draw = drawn.record();
        boolean open = draw.registrations() != null; // only then can nobody choose registrations to fit the seed
        String sale = draw.sale().value();
        return new DrawView(
                sale,
                LineOrder.RANDOM,
                Draw.ALGORITHM,
                draw.seed().commitment(),
                drawn.opensAt(),
                draw.registrations(),
                open ? draw.seed().hex() : null,
                draw.drawn(),
                draw.isComplete(),
                draw.isComplete() ? "/api/v1/sales/" + sale + "/draw/list" : null);
    }
}
