package io.onsale.browser;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;

/** Reads QR codes from what a page shows, as a gate's camera would. */
final class Codes {
    private Codes() {}

    /** As a camera does it: looks until a picture can be read. */
    static String read(Locator shown) {
        AtomicReference<String> text = new AtomicReference<>();
        Awaitility.await("a code that can be read")
                .ignoreExceptionsMatching(ReaderException.class::isInstance)
                .untilAsserted(() -> text.set(readOnce(shown)));
        return text.get();
    }

    private static String readOnce(Locator shown) throws IOException, ReaderException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(shown.screenshot()));
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
        return new QRCodeReader()
                .decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true))
                .getText();
    }
}
