package io.onsale.bench;

/**
 * Which fans a process of watchers plays.
 *
 * @param firstFan the first of them
 * @param firstSource they connect from {@code 127.0.0.firstSource} and following; 0: from any address the system chooses
 * @param claimMillis how long before the end of its claim window a fan was called
 */
record WatcherTask(int port, String sale, int firstFan, int firstSource, long claimMillis) {
    /** On one line. */
    String text() {
        return port + " " + sale + " " + firstFan + " " + firstSource + " " + claimMillis;
    }

    static WatcherTask parse(String text) {
        String[] words = text.split(" ", -1);
        return new WatcherTask(
                Integer.parseInt(words[0]),
                words[1],
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]));
    }
}
