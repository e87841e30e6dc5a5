package io.onsale.seat.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan.Area;
import io.onsale.kernel.event.SeatingPlan.Category;
import io.onsale.kernel.event.SeatingPlan.Point;
import io.onsale.kernel.event.SeatingPlan.Size;
import io.onsale.kernel.event.SeatingPlan.Zone;
import io.onsale.kernel.hash.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan as clients get it: geometry, seats and prices. The order of zones, rows and seats numbers the seats from 0, and that
 * number is the seat's index in the compact states.
 *
 * @param version differs for each content
 * @param focalPoint where people look; null: the plan does not say
 */
public record PlanDocument(
        String version,
        String name,
        int seatCount,
        Size size,
        List<Grade> grades,
        List<Category> categories,
        List<Zone> zones,
        List<Area> areas,
        @Nullable Point focalPoint) {
    private static final int VERSION_BYTES = 16; // of a SHA-256: no two plans will ever share one
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(as -> as.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** The document of a sale; the same sale always gives the same document. */
    public static PlanDocument of(SalePublished sale) {
        PlanDocument unversioned = new PlanDocument(
                "",
                sale.plan().name(),
                sale.plan().seatCount(),
                sale.plan().size(),
                sale.grades(),
                sale.plan().categories(),
                sale.plan().zones(),
                sale.plan().areas(),
                sale.plan().focalPoint());
        return unversioned.withVersion(digest(JSON.writeValueAsBytes(unversioned)));
    }

    private PlanDocument withVersion(String number) {
        return new PlanDocument(number, name, seatCount, size, grades, categories, zones, areas, focalPoint);
    }

    /** This as JSON, compressed. Some 100 ms for a large hall: not for an event loop. */
    public byte[] toGzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing to memory does not fail
        }
        return bytes.toByteArray();
    }

    public static PlanDocument fromGzip(byte[] gzip) {
        return JSON.readValue(inflate(gzip), PlanDocument.class);
    }

    /** The JSON inside. */
    public static byte[] inflate(byte[] gzip) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a stored plan is damaged", e);
        }
    }

    private static String digest(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes), 0, VERSION_BYTES);
    }
}
