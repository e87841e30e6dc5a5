package io.onsale.service.health;

import io.onsale.service.health.StoreHealth.Status;
import io.onsale.service.health.StoreHealth.Store;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Each service answers at a path of its own, so that one origin can serve all of them. */
@RestController
@Tag(name = "Health")
final class StoreHealthController {
    private final String service;
    private final NodeName node;
    private final StoreHealth health;

    StoreHealthController(String service, NodeName node, StoreHealth health) {
        this.service = service;
        this.node = node;
        this.health = health;
    }

    /** A store that this service needs. */
    @Schema(name = "StoreHealth")
    record StoreView(
            @Schema(allowableValues = {"kafka", "postgres", "redis"})
            String name,

            Status status,

            @Schema(description = "How long the answer took; null if there was none") @Nullable
            Long latencyMs,

            @Schema(description = "What went wrong") @Nullable
            String detail) {
        static StoreView of(Store store) {
            return new StoreView(store.name(), store.status(), store.latencyMs(), store.detail());
        }
    }

    /** @param status UP if all stores are */
    @Schema(name = "ServiceHealth")
    record HealthView(String service, String node, Status status, List<StoreView> stores) {}

    @GetMapping("/api/v1/admin/health/${onsale.health.service}")
    @Operation(
            summary = "The stores of this service, as the node sees them that answers",
            description = "Asked now, at most once per second; a store that does not answer within a second is DOWN.")
    @ApiResponse(
            responseCode = "200",
            description = "The stores, also while one of them is down",
            content = @Content(schema = @Schema(implementation = HealthView.class)))
    Mono<ResponseEntity<HealthView>> health() {
        return health.stores()
                .map(stores -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new HealthView(
                                service,
                                node.value(),
                                overall(stores),
                                stores.stream().map(StoreView::of).toList())));
    }

    private static Status overall(List<Store> stores) {
        return stores.stream().allMatch(store -> store.status() == Status.UP) ? Status.UP : Status.DOWN;
    }
}
