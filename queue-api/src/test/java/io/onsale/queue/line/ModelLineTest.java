package io.onsale.queue.line;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.LineModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The model fulfils the contract, so tests may use it instead of the scripts. */
class ModelLineTest extends WaitingLineContract {
    private final LineModel model = new LineModel(Instant.now(), 5);

    @Override
    protected WaitingLine line() {
        return model;
    }

    @Override
    protected Gate gate() {
        return model;
    }

    @Override
    protected Claims claims() {
        return model;
    }

    @Override
    protected void obey(SalePolicy policy) {
        model.open(policy);
    }

    @Override
    protected void letTimePass(Duration time) {
        model.letTimePass(time);
    }

    @Override
    protected Instant now() {
        return model.now();
    }

    @Override
    protected AbsenceReports presence() {
        return model;
    }

    @Override
    protected Map<String, Place> places(SaleId sale) {
        return model.places(sale);
    }
}
