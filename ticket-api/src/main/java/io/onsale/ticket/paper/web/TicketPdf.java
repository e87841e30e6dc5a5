package io.onsale.ticket.paper.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.onsale.ticket.paper.PrintTicket.Paper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** A ticket as an A4 page: title, start in the venue's time, seat, and the code. */
final class TicketPdf {
    private static final float LEFT = 72; // points, an inch
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * LEFT;
    private static final float TOP = PDRectangle.A4.getHeight() - 96;
    private static final float CODE_SIZE = 220; // about 8 cm: 4 modules a millimetre are easy for any camera
    private static final int QUIET_ZONE = 4; // modules, ISO/IEC 18004

    private static final DateTimeFormatter KOREAN = DateTimeFormatter.ofPattern("yyyy년 M월 d일 (E) HH:mm", Locale.KOREAN);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm (VV)", Locale.ENGLISH);

    byte[] of(Paper paper) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            PDDocumentInformation about = document.getDocumentInformation();
            about.setTitle(paper.title());
            about.setCreator("Onsale");
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                write(paper, new PdfText(document, page, content));
                draw(paper.code(), content);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private void write(Paper paper, PdfText text) throws IOException {
        text.line(LEFT, TOP, WIDTH, 12, "입장권 · Admission ticket");
        text.line(LEFT, TOP - 40, WIDTH, 24, paper.title());
        text.line(LEFT, TOP - 80, WIDTH, 14, KOREAN.format(paper.startsAt().atZone(paper.zone())));
        text.line(LEFT, TOP - 100, WIDTH, 12, ENGLISH.format(paper.startsAt().atZone(paper.zone())));
        text.line(LEFT, TOP - 136, WIDTH, 18, "좌석 · Seat  " + paper.label());
        text.line(LEFT, TOP - 160, WIDTH, 14, "등급 · Grade  " + paper.grade());
        float below = TOP - 200 - CODE_SIZE - 24;
        text.line(LEFT, below, WIDTH, 11, "한 번만 입장할 수 있습니다. 코드를 다른 사람에게 보여 주지 마세요.");
        text.line(LEFT, below - 16, WIDTH, 11, "Works once. Show the code to nobody: whoever comes first enters.");
        text.line(LEFT, below - 44, WIDTH, 9, paper.ticketId());
    }

    /** As squares, so that it is sharp at any size. */
    private static void draw(String code, PDPageContentStream content) throws IOException {
        ByteMatrix modules = modules(code);
        float size = CODE_SIZE / (modules.getWidth() + 2 * QUIET_ZONE);
        float top = TOP - 190 - QUIET_ZONE * size;
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y) == 1) {
                    content.addRect(LEFT + (x + QUIET_ZONE) * size, top - (y + 1) * size, size, size);
                }
            }
        }
        content.fill();
    }

    /** Level Q: a quarter of it may be creased or stained. */
    private static ByteMatrix modules(String code) {
        try {
            return Encoder.encode(code, ErrorCorrectionLevel.Q).getMatrix();
        } catch (WriterException e) {
            throw new IllegalStateException("the code does not fit a QR code", e);
        }
    }
}
