package io.onsale.service.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.service.limit.ClientAddresses.Header;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressesTest {
    private static final List<Network> PROXIES = List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | 192.0.2.1 | 192.0.2.1",
                "10.0.0.1 | 198.51.100.66, 192.0.2.1 | 192.0.2.1",
                "10.0.0.1 | 127.0.0.1, 192.0.2.1, 10.0.0.2 | 192.0.2.1",
                "10.0.0.1 | 10.0.0.3, 10.0.0.2 | 10.0.0.3",
                "10.0.0.1 | 192.0.2.1:4711 | 192.0.2.1",
                "10.0.0.1 | [2001:db8::1]:4711 | 2001:db8::1",
                "10.0.0.1 | 2001:db8::1 | 2001:db8::1",
                "10.0.0.1 | '' | 10.0.0.1",
                "10.0.0.1 | unknown | 10.0.0.1",
                "10.0.0.1 | example.org | 10.0.0.1",
                "10.0.0.1 | 192.0.2.1, nonsense, 10.0.0.2 | 10.0.0.2",
                "fd00::1 | 192.0.2.1 | 192.0.2.1",
                "11.0.0.1 | 192.0.2.1 | 11.0.0.1",
                "192.0.2.9 | 127.0.0.1 | 192.0.2.9",
                "127.0.0.1 | 192.0.2.1 | 127.0.0.1",
            })
    void only_addresses_seen_by_a_trusted_proxy_count(String peer, String forwarded, String client) {
        assertThat(client(PROXIES, Header.X_FORWARDED_FOR, peer, forwarded)).isEqualTo(InetAddress.ofLiteral(client));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=192.0.2.1 | 192.0.2.1",
                "For=192.0.2.1;proto=https;by=10.0.0.1 | 192.0.2.1",
                "for=198.51.100.66, for=\"[2001:db8::1]:4711\" | 2001:db8::1",
                "proto=https | 10.0.0.1",
                "for=_hidden | 10.0.0.1",
            })
    void the_standard_header_is_read_if_configured(String forwarded, String client) {
        assertThat(client(PROXIES, Header.FORWARDED, "10.0.0.1", forwarded)).isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void several_headers_form_one_list() {
        ClientAddresses addresses = new ClientAddresses(PROXIES, Header.X_FORWARDED_FOR);

        InetAddress client = addresses.client(
                new InetSocketAddress("10.0.0.1", 1), name -> List.of("198.51.100.66", "192.0.2.1, 10.0.0.2"));

        assertThat(client).isEqualTo(InetAddress.ofLiteral("192.0.2.1"));
    }

    @Test
    void by_default_nobody_is_trusted() {
        assertThat(client(List.of(), Header.X_FORWARDED_FOR, "127.0.0.1", "192.0.2.1"))
                .isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
    }

    @Test
    void of_a_very_long_header_only_the_end_is_read() {
        String long_ = "192.0.2.1" + ", 10.0.0.2".repeat(1000);

        assertThat(client(PROXIES, Header.X_FORWARDED_FOR, "10.0.0.1", long_))
                .isEqualTo(InetAddress.ofLiteral("10.0.0.2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/x", "example.org", "10.0.0.0/"})
    void a_malformed_network_is_refused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 203.0.113.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "2001:db8::/65, 2001:db8::7000:0:0:1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false"
    })
    void a_network_contains_exactly_its_addresses(String network, String address, boolean has) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(has);
    }

    private static InetAddress client(List<Network> trusted, Header header, String peer, String forwarded) {
        ClientAddresses addresses = new ClientAddresses(trusted, header);
        return Objects.requireNonNull(addresses.client(new InetSocketAddress(peer, 1), name -> List.of(forwarded)));
    }
}
