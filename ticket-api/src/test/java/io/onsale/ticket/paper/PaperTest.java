package io.onsale.ticket.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import io.onsale.ticket.TicketShop.Fan;
import io.onsale.ticket.code.FanDevice;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PaperTest {
    private static final Evening EVENING = TicketShop.newEvening();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Fan fan = TicketShop.newFan();
    private final String ticket = TicketShop.newTickets(fan, EVENING, 1).getFirst();

    private HttpResponse<byte[]> print() throws Exception {
        return print(ticket);
    }

    private HttpResponse<byte[]> print(String ticket) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(TicketShop.base() + "/api/v1/tickets/" + ticket + "/paper"))
                .header("Authorization", "Bearer " + TicketShop.token(fan.id(), Role.FAN))
                .POST(BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }

    /** What a camera reads from the page. */
    public static String code(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 150);
            int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            RGBLuminanceSource source = new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText();
        }
    }

    @Test
    void the_page_shows_title_time_seat_and_a_code_that_can_be_read() throws Exception {
        TicketShop.change(
                "update ticket.event set title = '밤의 노래 Night & Öl 🎤' where event_id = ?", EVENING.eventId());

        HttpResponse<byte[]> page = print();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(page.body().length).isLessThan(100_000);
        assertThat(code(page.body())).hasSize(160).startsWith("ONSALE1:");
        try (PDDocument document = Loader.loadPDF(page.body())) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document))
                    .contains("밤의 노래")
                    .contains("Night & Öl ?")
                    .contains("Row 1 seat 0")
                    .contains("Asia/Seoul")
                    .contains(ticket);
        }
    }

    @Test
    void a_paper_lets_in_once_whatever_its_copies_and_ends_the_phones_code() throws Exception {
        Evening tonight = TicketShop.newEvening(Duration.ofMinutes(30));
        String ticket = TicketShop.newTickets(fan, tonight, 1).getFirst();
        FanDevice phone = new FanDevice();
        String statement = fan.http()
                .post("/api/v1/tickets/" + ticket + "/device", Map.of("publicKey", phone.publicKey()))
                .text("/statement");
        String paper = code(print(ticket).body());

        assertThat(outcome(tonight, phone.code(statement, Instant.now()))).isEqualTo("OUTDATED");
        assertThat(outcome(tonight, paper)).isEqualTo("ACCEPTED");
        assertThat(outcome(tonight, paper)).isEqualTo("ALREADY_USED");
        assertThat(print(ticket).statusCode()).isEqualTo(409);
    }

    private static String outcome(Evening evening, String code) {
        Map<String, Object> scan = Map.of(
                "scanId", OpaqueId.next(), "code", code, "scannedAt", Instant.now(), "offline", false, "by", "CODE");
        return TicketShop.as("boss", Role.MANAGER)
                .post(
                        "/api/v1/gate/performances/" + evening.performanceId() + "/scans",
                        Map.of("gate", "North", "scans", List.of(scan)))
                .text("/results/0/outcome");
    }

    @Test
    void the_same_paper_may_be_printed_again_and_ends_a_device() throws Exception {
        FanDevice phone = new FanDevice();
        fan.http().post("/api/v1/tickets/" + ticket + "/device", Map.of("publicKey", phone.publicKey()));

        String first = code(print().body());
        String second = code(print().body());

        assertThat(second).isEqualTo(first);
        assertThat(fan.http().get("/api/v1/tickets/" + ticket).text("/binding/kind"))
                .isEqualTo("PAPER");
        assertThat(fan.http()
                        .get("/api/v1/tickets/" + ticket)
                        .json()
                        .at("/binding/generation")
                        .asInt())
                .isEqualTo(2);
        assertThat(fan.http()
                        .get("/api/v1/tickets/" + ticket)
                        .json()
                        .at("/rebindsLeft")
                        .asInt())
                .isEqualTo(2);
    }
}
