package io.onsale.portone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;

/** The shop's webhook endpoint: keeps what arrives and answers as the test demands. */
final class WebhookReceiver implements AutoCloseable {
    record Received(String id, long timestamp, String signature, String body) {
        JsonNode json() {
            return Shop.JSON.readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final IntUnaryOperator statusOfNth;

    /** @param statusOfNth the status for the n-th delivery, counted from 1 */
    WebhookReceiver(IntUnaryOperator statusOfNth) throws IOException {
        this.statusOfNth = statusOfNth;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks", this::receive);
        server.start();
    }

    static WebhookReceiver acceptingAll() throws IOException {
        return new WebhookReceiver(nth -> 200);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
    }

    List<Received> all() {
        return List.copyOf(received);
    }

    List<Received> ofType(String type) {
        return received.stream().filter(r -> r.type().equals(type)).toList();
    }

    private synchronized void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                header(exchange, "webhook-id"),
                Long.parseLong(header(exchange, "webhook-timestamp")),
                header(exchange, "webhook-signature"),
                body));
        exchange.sendResponseHeaders(statusOfNth.applyAsInt(received.size()), -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
