package io.onsale.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 requests as bytes, prepared before the measurement; sent in order, then from the start. */
record Requests(List<byte[]> messages) {
    Requests {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("no requests to send");
        }
    }

    static byte[] message(String method, String path, List<String> headers, @Nullable String body) {
        StringBuilder message = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(header -> message.append(header).append("\r\n"));
        if (body != null) {
            message.append("Content-Type: application/json\r\n");
        }
        if (!method.equals("GET")) {
            message.append("Content-Length: ")
                    .append(body == null ? 0 : body.length())
                    .append("\r\n");
        }
        message.append("\r\n").append(body == null ? "" : body);
        return message.toString().getBytes(US_ASCII);
    }

    /** The same requests in another order, the same for the same seed. */
    Requests shuffled(long seed) {
        List<byte[]> shuffled = new ArrayList<>(messages);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            byte[] moved = shuffled.get(i);
            shuffled.set(i, shuffled.get(j));
            shuffled.set(j, moved);
        }
        return new Requests(shuffled);
    }
}
