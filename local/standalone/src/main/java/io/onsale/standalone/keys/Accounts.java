package io.onsale.standalone.keys;

import io.onsale.kernel.id.OpaqueId;

/** The people of the demo, one a role, each with a password of this installation only. */
public record Accounts(Account seller, Account manager, Account gate, Account fan) {

    /** Who signs in with what. */
    public record Account(String email, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return email;
        }
    }

    static Accounts from(SecretStore secrets) {
        return new Accounts(
                account("seller", secrets),
                account("manager", secrets),
                account("gate", secrets),
                account("fan", secrets));
    }

    private static Account account(String role, SecretStore secrets) {
        return new Account(role + "@demo.onsale", secrets.secret("password-" + role, OpaqueId::next));
    }
}
