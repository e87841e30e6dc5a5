package io.onsale.kernel.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import io.onsale.kernel.pass.Pass;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Passes for one fan and one sale that must not be accepted, each wrong in one respect. Many are signed with the true key, as if a part of
 * queue-api were broken. {@link #genuine} is a valid one: without it the others would prove nothing.
 */
public final class ForgedPasses {
    private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();

    private final ECKey key;
    private final Pass pass;
    private final String header;
    private final String claims;
    private final Map<String, String> forged = new LinkedHashMap<>();

    private ForgedPasses(ECKey key, Pass pass) {
        this.key = key;
        this.pass = pass;
        this.header = header("\"alg\":\"ES256\"");
        this.claims = "{" + claim("iss", "onsale-queue") + ","
                + claim("aud", pass.sale().value()) + ","
                + claim("sub", pass.fan().value()) + "," + claim("jti", pass.id()) + ",\"since\":"
                + pass.since().toEpochMilli() + ",\"exp\":" + exp() + "}";
    }

    /** @param key the private key that passes are signed with */
    public static Map<String, String> of(ECKey key, Pass pass) {
        try {
            ForgedPasses forger = new ForgedPasses(key, pass);
            forger.shapes();
            forger.algorithms();
            forger.headers();
            forger.claims();
            forger.signatures();
            forger.spellings();
            return forger.forged;
        } catch (GeneralSecurityException | JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The valid pass from which all others are derived. */
    public static String genuine(ECKey key, Pass pass) {
        try {
            ForgedPasses forger = new ForgedPasses(key, pass);
            return forger.signed(forger.header, forger.claims);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void shapes() throws GeneralSecurityException, JOSEException {
        String genuine = signed(header, claims);
        forged.put("empty", "");
        forged.put("nonsense", "nonsense");
        forged.put("only dots", "..");
        forged.put("two parts", genuine.substring(0, genuine.lastIndexOf('.')));
        forged.put("four parts", genuine + ".AAAA");
        forged.put("five parts, as if encrypted", genuine + ".AAAA.AAAA");
        forged.put("truncated by one character", genuine.substring(0, genuine.length() - 1));
        forged.put("truncated in the middle", genuine.substring(0, genuine.length() / 2));
        forged.put("oversize", signed(header, claims.replace("}", "," + claim("x", "y".repeat(2000)) + "}")));
        forged.put("oversize nonsense", "a".repeat(4000));
        forged.put("claims that are a list", signed(header, "[]"));
        forged.put("claims that are null", signed(header, "null"));
        forged.put("claims that are text", signed(header, "\"" + pass.fan().value() + "\""));
        forged.put("no claims", signed(header, "{}"));
        forged.put("empty payload", signed(header, ""));
        forged.put("claims cut off", signed(header, claims.substring(0, claims.length() - 1)));
    }

    private void algorithms() throws GeneralSecurityException, JOSEException, ParseException {
        String unsigned = parts(header("\"alg\":\"none\""), claims);
        forged.put("alg none", unsigned + ".");
        forged.put("alg none with the signature of another", unsigned + "." + signature(parts(header, claims)));
        forged.put("alg None", parts(header("\"alg\":\"None\""), claims) + ".");
        forged.put("alg empty", signed(header("\"alg\":\"\""), claims));
        forged.put("no alg", signed("{\"kid\":\"" + key.getKeyID() + "\",\"typ\":\"pass+jwt\"}", claims));
        forged.put(
                "HS256 under the public key",
                jose(JWSAlgorithm.HS256, new MACSigner(key.toECPublicKey().getEncoded())));
        forged.put(
                "HS256 under the public key as text",
                jose(JWSAlgorithm.HS256, new MACSigner(key.toPublicJWK().toJSONString())));
        forged.put(
                "HS512 under the public key",
                jose(JWSAlgorithm.HS512, new MACSigner(key.toECPublicKey().getEncoded())));
        var rsa = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        forged.put("RS256 under our key id", jose(JWSAlgorithm.RS256, new RSASSASigner(rsa)));
        forged.put("PS256 under our key id", jose(JWSAlgorithm.PS256, new RSASSASigner(rsa)));
        forged.put("ES384 on another curve", jose(JWSAlgorithm.ES384, new ECDSASigner(ec(Curve.P_384))));
        forged.put("ES512 on another curve", jose(JWSAlgorithm.ES512, new ECDSASigner(ec(Curve.P_521))));
        forged.put("ES256K in the header only", signed(header("\"alg\":\"ES256K\""), claims));
        forged.put("ES384 in the header only", signed(header("\"alg\":\"ES384\""), claims));
        forged.put("EdDSA in the header only", signed(header("\"alg\":\"EdDSA\""), claims));
        forged.put("another key under our key id", jose(JWSAlgorithm.ES256, new ECDSASigner(ec(Curve.P_256))));
    }

    private void headers() throws GeneralSecurityException, JOSEException {
        ECKey other = ec(Curve.P_256);
        String jwk = other.toPublicJWK().toJSONString();
        forged.put("an unknown key id", byOther(other, header.replace(key.getKeyID(), "nobody-1")));
        forged.put("no key id", signed("{\"alg\":\"ES256\",\"typ\":\"pass+jwt\"}", claims));
        forged.put("empty key id", signed(header.replace(key.getKeyID(), ""), claims));
        forged.put("key id that is a number", signed(header.replace("\"" + key.getKeyID() + "\"", "1"), claims));
        forged.put("key id that is a path", byOther(other, header.replace(key.getKeyID(), "../../../dev/null")));
        forged.put("key id that is SQL", byOther(other, header.replace(key.getKeyID(), "x' or '1'='1")));
        forged.put("jwk with the forger's key", byOther(other, with("\"jwk\":" + jwk)));
        forged.put("jku with the forger's keys", byOther(other, with("\"jku\":\"http://127.0.0.1:1/keys\"")));
        forged.put("x5u with the forger's keys", byOther(other, with("\"x5u\":\"http://127.0.0.1:1/chain\"")));
        forged.put("x5c with the forger's key", byOther(other, with("\"x5c\":[\"AAAA\"]")));
        forged.put("jwk beside the true signature", signed(with("\"jwk\":" + jwk), claims));
        forged.put("jku beside the true signature", signed(with("\"jku\":\"http://127.0.0.1:1/keys\""), claims));
        forged.put("x5u beside the true signature", signed(with("\"x5u\":\"http://127.0.0.1:1/chain\""), claims));
        forged.put("x5t beside the true signature", signed(with("\"x5t\":\"AAAA\""), claims));
        forged.put("an unknown crit", signed(with("\"crit\":[\"must\"],\"must\":1"), claims));
        forged.put("a known crit", signed(with("\"crit\":[\"exp\"]"), claims));
        forged.put("b64 false", signed(with("\"b64\":false,\"crit\":[\"b64\"]"), claims));
        forged.put("zip", signed(with("\"zip\":\"DEF\""), claims));
        forged.put("an unknown header member", signed(with("\"more\":1"), claims));
        forged.put("alg twice", signed("{\"alg\":\"none\"," + header.substring(1), claims));
        forged.put("key id twice", signed(with("\"kid\":\"other\""), claims));
        forged.put("no type", signed(header.replace(",\"typ\":\"pass+jwt\"", ""), claims));
        forged.put("type JWT", signed(header.replace("pass+jwt", "JWT"), claims));
        forged.put("an access token's type", signed(header.replace("pass+jwt", "at+jwt"), claims));
        forged.put("a type in capitals", signed(header.replace("pass+jwt", "PASS+JWT"), claims));
    }

    private void claims() throws GeneralSecurityException, JOSEException {
        for (String name : new String[] {"iss", "aud", "sub", "jti", "since", "exp"}) {
            forged.put("no " + name, signed(header, claims.replace("\"" + name + "\"", "\"x-" + name + "\"")));
        }
        forged.put("another issuer", signed(header, claims.replace("onsale-queue", "onsale")));
        forged.put("another sale", signed(header, claims.replace(pass.sale().value(), "another")));
        forged.put("another fan", signed(header, claims.replace(pass.fan().value(), "another")));
        forged.put(
                "a list of sales",
                signed(
                        header,
                        claims.replace(
                                quoted(pass.sale().value()),
                                "[" + quoted(pass.sale().value()) + ",\"another\"]")));
        forged.put(
                "a list of one sale",
                signed(
                        header,
                        claims.replace(
                                quoted(pass.sale().value()),
                                "[" + quoted(pass.sale().value()) + "]")));
        forged.put(
                "a malformed sale id", signed(header, claims.replace(pass.sale().value(), "a b")));
        forged.put(
                "a malformed fan id", signed(header, claims.replace(pass.fan().value(), "a b")));
        forged.put("expired", exp("" + (exp() - 100_000_000)));
        forged.put("expired in 1970", exp("0"));
        forged.put("expires before 1970", exp("-1"));
        forged.put("expires in years", exp("" + (exp() + 1_000_000_000L)));
        forged.put("expires beyond all calendars", exp("" + Long.MAX_VALUE));
        forged.put("expires at 1e300", exp("1e300"));
        forged.put("expires at 1e999", exp("1e999"));
        forged.put("expires at text", exp(quoted("" + exp())));
        forged.put("expires at null", exp("null"));
        forged.put("expires at true", exp("true"));
        forged.put("not before a moment in the future", signed(header, plus("\"nbf\":" + exp())));
        forged.put("not before text", signed(header, plus("\"nbf\":\"now\"")));
        forged.put("sale twice", signed(header, "{" + claim("aud", "another") + "," + claims.substring(1)));
        forged.put("fan twice", signed(header, "{" + claim("sub", "another") + "," + claims.substring(1)));
        for (String never : new String[] {"-1", "7258118400000", "" + Long.MAX_VALUE, "1e300", "1e999", "null"}) {
            forged.put("since " + never, signed(header, claims.replaceFirst("\"since\":[0-9]+", "\"since\":" + never)));
        }
        forged.put("expires twice", signed(header, "{\"exp\":1," + claims.substring(1)));
    }

    private void signatures() throws GeneralSecurityException, JOSEException {
        String parts = parts(header, claims);
        byte[] genuine = signature(parts).decode();
        put("no signature", parts, new byte[0]);
        put("signature of zeros", parts, new byte[64]);
        put("signature of r=1 s=0", parts, rs(BigInteger.ONE, BigInteger.ZERO));
        put("signature of r=0 s=1", parts, rs(BigInteger.ZERO, BigInteger.ONE));
        put("signature of r=1 s=1", parts, rs(BigInteger.ONE, BigInteger.ONE));
        put("signature of the order", parts, rs(ORDER, ORDER));
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);
        put("signature of ones", parts, ones);
        put("signature in DER", parts, ECDSA.transcodeSignatureToDER(genuine));
        put("signature and one more byte", parts, Arrays.copyOf(genuine, 65));
        put("signature without its last byte", parts, Arrays.copyOf(genuine, 63));
        put("signature with its halves swapped", parts, swapped(genuine));
        forged.put(
                "the signature of other claims",
                parts(header, claims.replace("}", ",\"more\":1}")) + "." + Base64URL.encode(genuine));
        forged.put(
                "the signature of another header",
                parts(with("\"cty\":\"x\""), claims) + "." + Base64URL.encode(genuine));
        forged.put("a flipped bit in the header", flipped(signed(header, claims), 0));
        forged.put("a flipped bit in the claims", flipped(signed(header, claims), 1));
        forged.put("a flipped bit in the signature", flipped(signed(header, claims), 2));
    }

    /** Other encodings of the same bytes: harmless, but a pass must have exactly one text. */
    private void spellings() throws GeneralSecurityException, JOSEException {
        String genuine = signed(header, claims);
        forged.put("padded", genuine + "==");
        forged.put("with a space inside", genuine.replace(".", ". "));
        forged.put("in the alphabet of plain base64", plainBase64(genuine));
        char last = genuine.charAt(genuine.length() - 1); // 64 bytes: the low four bits are unused
        forged.put("with an unused bit set", genuine.substring(0, genuine.length() - 1) + (char) (last + 1));
    }

    private static String plainBase64(String genuine) {
        String[] parts = genuine.split("\\.");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Base64.getEncoder().encodeToString(new Base64URL(parts[i]).decode());
        }
        return String.join(".", parts);
    }

    private static String flipped(String genuine, int part) {
        String[] parts = genuine.split("\\.");
        byte[] bytes = new Base64URL(parts[part]).decode();
        bytes[bytes.length / 2] ^= 1;
        parts[part] = Base64URL.encode(bytes).toString();
        return String.join(".", parts);
    }

    private static byte[] swapped(byte[] signature) {
        byte[] swapped = new byte[64];
        System.arraycopy(signature, 0, swapped, 32, 32);
        System.arraycopy(signature, 32, swapped, 0, 32);
        return swapped;
    }

    private static byte[] rs(BigInteger r, BigInteger s) {
        byte[] both = new byte[64];
        place(r, both, 32);
        place(s, both, 64);
        return both;
    }

    private static void place(BigInteger number, byte[] into, int end) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, into, end - length, length);
    }

    private void put(String name, String parts, byte[] signature) {
        forged.put(name, parts + "." + Base64URL.encode(signature));
    }

    private long exp() {
        return pass.expiresAt().getEpochSecond();
    }

    private String exp(String value) throws GeneralSecurityException, JOSEException {
        return signed(header, claims.replace("\"exp\":" + exp(), "\"exp\":" + value));
    }

    private String header(String algorithm) {
        return "{" + algorithm + ",\"kid\":\"" + key.getKeyID() + "\",\"typ\":\"pass+jwt\"}";
    }

    private String with(String member) {
        return header.substring(0, header.length() - 1) + "," + member + "}";
    }

    private String plus(String claim) {
        return claims.substring(0, claims.length() - 1) + "," + claim + "}";
    }

    private static String claim(String name, String value) {
        return quoted(name) + ":" + quoted(value);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private static ECKey ec(Curve curve) throws JOSEException {
        return new ECKeyGenerator(curve).keyID("forger").generate();
    }

    private String jose(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException, ParseException {
        JWSObject jws = new JWSObject(JWSHeader.parse(header("\"alg\":\"" + algorithm + "\"")), new Payload(claims));
        jws.sign(signer);
        return jws.serialize();
    }

    private static String parts(String header, String claims) {
        return Base64URL.encode(header.getBytes(UTF_8)) + "." + Base64URL.encode(claims.getBytes(UTF_8));
    }

    private String signed(String header, String claims) throws GeneralSecurityException, JOSEException {
        String parts = parts(header, claims);
        return parts + "." + signature(parts);
    }

    private String byOther(ECKey other, String header) throws GeneralSecurityException, JOSEException {
        String parts = parts(header, claims);
        return parts + "." + signature(other, parts);
    }

    private Base64URL signature(String parts) throws GeneralSecurityException, JOSEException {
        return signature(key, parts);
    }

    private static Base64URL signature(ECKey key, String parts) throws GeneralSecurityException, JOSEException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.toECPrivateKey());
        signature.update(parts.getBytes(UTF_8));
        return Base64URL.encode(signature.sign());
    }
}
