package io.onsale.standalone.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.onsale.kernel.id.OpaqueId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The secrets of one installation, created at its first start. They belong to its data: without them nobody can read the database, and
 * issued tokens and passes no longer work.
 *
 * @param fanSecret base64 of 32 bytes
 * @param staffKey private, RSA 2048
 * @param passKey private, P-256
 * @param ticketKey private, Ed25519
 * @param receiptSecret base64 of 32 bytes
 * @param portoneWebhookSecret {@code whsec_} and base64 of 32 bytes
 */
public record InstallationKeys(
        String fanSecret,
        RSAKey staffKey,
        ECKey passKey,
        OctetKeyPair ticketKey,
        String receiptSecret,
        String portoneApiSecret,
        String portoneWebhookSecret,
        String postgresPassword,
        String redisPassword,
        DemoAccounts accounts) {
    private static final int SECRET_BYTES = 32; // as long as the MACs that are made with it
    private static final int STAFF_KEY_BITS = 2048;
    private static final int ED25519_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The keys in this folder; missing ones are created. */
    public static InstallationKeys in(Path folder) {
        return from(new KeyFolder(folder));
    }

    /** New keys that are not stored, for an installation elsewhere. */
    public static InstallationKeys fresh() {
        return from((name, make) -> make.get());
    }

    private static InstallationKeys from(SecretStore secrets) {
        return new InstallationKeys(
                secrets.secret("fan-secret", InstallationKeys::secret),
                rsa(secrets.secret("staff-signing-key.json", () -> jwk(new RSAKeyGenerator(STAFF_KEY_BITS)))),
                ec(secrets.secret("pass-signing-key.json", () -> jwk(new ECKeyGenerator(Curve.P_256)))),
                okp(secrets.secret("ticket-signing-key.json", InstallationKeys::ed25519)),
                secrets.secret("receipt-secret", InstallationKeys::secret),
                secrets.secret("portone-api-secret", OpaqueId::next),
                secrets.secret("portone-webhook-secret", () -> "whsec_" + secret()),
                secrets.secret("postgres-password", OpaqueId::next),
                secrets.secret("redis-password", OpaqueId::next),
                DemoAccounts.from(secrets));
    }

    /** Whether an Onsale has been started here before. */
    public static boolean existIn(Path folder) {
        return Files.exists(folder.resolve("fan-secret"));
    }

    public byte[] fanSecretBytes() {
        return Base64.getDecoder().decode(fanSecret);
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String jwk(JWKGenerator<? extends JWK> generator) {
        try {
            return generator.keyIDFromThumbprint(true).generate().toJSONString();
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java cannot make the key", e);
        }
    }

    /** By the JDK: Nimbus would need another library for it. */
    private static String ed25519() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] publicKey = pair.getPublic().getEncoded(); // X.509, which ends with the key as RFC 8032 writes it
            byte[] privateKey = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] x = Arrays.copyOfRange(publicKey, publicKey.length - ED25519_BYTES, publicKey.length);
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                    .d(Base64URL.encode(privateKey))
                    .keyIDFromThumbprint()
                    .build()
                    .toJSONString();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("This Java cannot make the key", e);
        }
    }

    private static OctetKeyPair okp(String json) {
        try {
            return OctetKeyPair.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("ticket-signing-key.json is damaged", e);
        }
    }

    private static RSAKey rsa(String json) {
        try {
            return RSAKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("staff-signing-key.json is damaged", e);
        }
    }

    private static ECKey ec(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("pass-signing-key.json is damaged", e);
        }
    }

    /** Without any secret. */
    @Override
    public String toString() {
        return "InstallationKeys";
    }
}
