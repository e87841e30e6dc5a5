package io.onsale.ticket.paper.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Writes lines of text in two fonts: Liberation Sans, which PDFBox brings along, is embedded; Korean and other East Asian text is in
 * HYGoThic, one of the fonts that PDF (ISO 32000, 9.7.5.2) lets a document use without embedding it: readers replace
 * it by a Korean font of their system.
 */
final class PdfText {
    private static final COSName KOREAN = COSName.getPDFName("Korean");
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final int EAST_ASIAN_FROM = 0x1100; // Hangul Jamo
    private static final int SIZE_MIN = 8; // points: smaller is not readable on paper

    private final PDPageContentStream content;
    private final PDFont latin;

    PdfText(PDDocument document, PDPage page, PDPageContentStream content) throws IOException {
        this.content = content;
        try (InputStream font = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT), FONT)) {
            this.latin = PDType0Font.load(document, font, true);
        }
        COSDictionary resources = page.getResources().getCOSObject();
        COSDictionary fonts = resources.getCOSDictionary(COSName.FONT);
        if (fonts == null) {
            fonts = new COSDictionary();
            resources.setItem(COSName.FONT, fonts);
        }
        fonts.setItem(KOREAN, korean());
    }

    private static COSDictionary korean() {
        COSDictionary system = new COSDictionary();
        system.setItem(COSName.REGISTRY, new COSString("Adobe"));
        system.setItem(COSName.ORDERING, new COSString("Korea1"));
        system.setInt(COSName.SUPPLEMENT, 2);
        COSDictionary descriptor = new COSDictionary();
        descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
        descriptor.setName(COSName.FONT_NAME, "HYGoThic-Medium");
        descriptor.setInt(COSName.FLAGS, 6);
        COSArray box = new COSArray();
        for (int edge : new int[] {-6, -145, 1003, 880}) {
            box.add(COSInteger.get(edge));
        }
        descriptor.setItem(COSName.FONT_BBOX, box);
        descriptor.setInt(COSName.ASCENT, 880);
        descriptor.setInt(COSName.DESCENT, -145);
        descriptor.setInt(COSName.CAP_HEIGHT, 737);
        descriptor.setInt(COSName.ITALIC_ANGLE, 0);
        descriptor.setInt(COSName.STEM_V, 58);
        COSDictionary descendant = new COSDictionary();
        descendant.setItem(COSName.TYPE, COSName.FONT);
        descendant.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
        descendant.setName(COSName.BASE_FONT, "HYGoThic-Medium");
        descendant.setItem(COSName.CIDSYSTEMINFO, system);
        descendant.setItem(COSName.DW, new COSFloat(1000));
        descendant.setItem(COSName.FONT_DESC, descriptor);
        COSArray descendants = new COSArray();
        descendants.add(descendant);
        COSDictionary font = new COSDictionary();
        font.setItem(COSName.TYPE, COSName.FONT);
        font.setItem(COSName.SUBTYPE, COSName.TYPE0);
        font.setName(COSName.BASE_FONT, "HYGoThic-Medium");
        font.setName(COSName.ENCODING, "UniKS-UTF16-H");
        font.setItem(COSName.DESCENDANT_FONTS, descendants);
        return font;
    }

    /** Writes {@code text} no wider than {@code width}: in a smaller size if need be, and then cut. */
    void line(float x, float y, float width, float size, String text) throws IOException {
        String shown = printable(text);
        float fitting = size;
        while (fitting > SIZE_MIN && width(shown) * fitting > width) {
            fitting--;
        }
        while (width(shown) * fitting > width && !shown.isEmpty()) {
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
        }
        float at = x;
        for (int from = 0; from < shown.length(); ) {
            boolean isEastAsian = isEastAsian(shown.codePointAt(from));
            int to = from;
            while (to < shown.length() && isEastAsian(shown.codePointAt(to)) == isEastAsian) {
                to += Character.charCount(shown.codePointAt(to));
            }
            String run = shown.substring(from, to);
            write(at, y, fitting, run, isEastAsian);
            at += width(run) * fitting;
            from = to;
        }
    }

    @SuppressWarnings("deprecation") // the only way to a font that is not embedded
    private void write(float x, float y, float size, String run, boolean isEastAsian) throws IOException {
        if (isEastAsian) {
            String codes = HexFormat.of().formatHex(run.getBytes(StandardCharsets.UTF_16BE));
            content.appendRawCommands(String.format(
                    Locale.ROOT, "BT /%s %.1f Tf %.2f %.2f Td <%s> Tj ET%n", KOREAN.getName(), size, x, y, codes));
        } else {
            content.beginText();
            content.setFont(latin, size);
            content.newLineAtOffset(x, y);
            content.showText(run);
            content.endText();
        }
    }

    /** In sizes of the font. */
    private float width(String text) throws IOException {
        float width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            width += isEastAsian(point) ? 1 : latin.getStringWidth(Character.toString(point)) / 1000;
        }
        return width;
    }

    /** With a question mark for what neither font has. */
    private String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(point -> printable.appendCodePoint(isPrintable(point) ? point : '?'));
        return printable.toString();
    }

    private boolean isPrintable(int point) {
        if (isEastAsian(point)) {
            return Character.isBmpCodePoint(point);
        }
        try {
            latin.encode(Character.toString(point));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEastAsian(int point) {
        return point >= EAST_ASIAN_FROM && !(point >= 0x1e00 && point < 0x2e80); // between them: Latin again, and signs
    }
}
