package io.onsale.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Finds out when an HTTP/1.1 answer is complete, with a length, in chunks or without a body; and its status. */
final class ResponseScanner {
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(US_ASCII);

    private int status;

    int status() {
        return status;
    }

    /** Whether the first {@code size} of {@code bytes} are a complete answer. */
    boolean isWhole(byte[] bytes, int size) {
        int head = headEnd(bytes, size);
        if (head < 0) {
            return false;
        }
        status = (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0'; // HTTP/1.1 200
        int length = length(bytes, head);
        return length >= 0 ? size >= head + length : status == 204 || endsWithLastChunk(bytes, size);
    }

    private static int headEnd(byte[] bytes, int size) {
        for (int i = 3; i < size; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** The length of the body; -1 if the head has none. */
    private static int length(byte[] bytes, int head) {
        for (int i = 12; i + LENGTH.length < head; i++) {
            if (bytes[i] == '\r' && startsWithLength(bytes, i)) {
                return number(bytes, i + LENGTH.length);
            }
        }
        return -1;
    }

    private static boolean startsWithLength(byte[] bytes, int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            int lower = bytes[from + i] >= 'A' && bytes[from + i] <= 'Z' ? bytes[from + i] + 32 : bytes[from + i];
            if (lower != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int i = from; bytes[i] != '\r'; i++) {
            if (bytes[i] != ' ') {
                number = number * 10 + bytes[i] - '0';
            }
        }
        return number;
    }

    private static boolean endsWithLastChunk(byte[] bytes, int size) {
        return size >= 5
                && bytes[size - 5] == '0'
                && bytes[size - 4] == '\r'
                && bytes[size - 3] == '\n'
                && bytes[size - 2] == '\r'
                && bytes[size - 1] == '\n';
    }
}
