package io.onsale.ticket.member.web;

import com.nimbusds.jose.jwk.RSAKey;
import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.FanTokens;
import io.onsale.kernel.access.Role;
import io.onsale.ticket.member.CheckPassword;
import io.onsale.ticket.member.Members;
import io.onsale.ticket.member.PasswordMark;
import io.onsale.ticket.member.Passwords;
import io.onsale.ticket.member.SignInLimits;
import io.onsale.ticket.member.SignUp;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SignInWiring.Keys.class, SignInWiring.Accounts.class, SignInSettings.class})
class SignInWiring {

    /** @param staffSigningKey private RSA key as JWK JSON, with a key id; no default, because a public key pair must not sign */
    @Validated
    @ConfigurationProperties("onsale.access")
    record Keys(@NotBlank String staffSigningKey) {
        RSAKey parsed() {
            try {
                return RSAKey.parse(staffSigningKey);
            } catch (ParseException e) {
                throw new IllegalStateException("onsale.access.staff-signing-key is not an RSA key in JWK form");
            }
        }

        @Override
        public String toString() {
            return "Keys[…]";
        }
    }

    /**
     * Accounts created at start-up: sellers, gates and managers do not sign up themselves.
     *
     * <p>In each, {@code seller} is the e-mail address of the seller that a gate works for: needed for a gate, and only there.
     */
    @Validated
    @ConfigurationProperties("onsale")
    record Accounts(@DefaultValue List<@Valid Account> accounts) {
        record Account(
                @NotBlank String email,
                @NotBlank @Size(min = 8, max = 128) String password,
                @NotNull Role role,
                @Nullable String name,
                @Nullable String seller) {
            @Override
            public String toString() {
                return "Account[" + email + ", " + role + "]";
            }
        }
    }

    @Bean
    AccessTokenSigner accessTokenSigner(FanTokens fanTokens, Keys keys, Clock clock) {
        return new AccessTokenSigner(fanTokens, keys.parsed(), clock);
    }

    @Bean
    PasswordMark passwordMark(Keys keys) {
        return new PasswordMark(keys.staffSigningKey()); // a secret that only this service has
    }

    @Bean
    Passwords passwords() {
        return new BcryptPasswords();
    }

    @Bean
    SignUp signUp(Members members, Passwords passwords) {
        return new SignUp(members, passwords);
    }

    @Bean
    SignInLimits signInLimits(SignInSettings settings) {
        return new SignInLimits(settings.rates(), System::nanoTime);
    }

    @Bean
    CheckPassword checkPassword(Members members, Passwords passwords, SignInLimits limits) {
        return new CheckPassword(members, passwords, limits);
    }

    @Bean
    ConfiguredAccounts configuredAccounts(Accounts configured, Members members, SignUp signUp) {
        return new ConfiguredAccounts(configured.accounts(), members, signUp);
    }
}
