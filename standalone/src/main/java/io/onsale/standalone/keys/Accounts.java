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

    static Accounts in(KeyFolder files) {
        return new Accounts(
                account("seller", files), account("manager", files), account("gate", files), account("fan", files));
    }

    private static Account account(String role, KeyFolder files) {
        return new Account(role + "@demo.onsale", files.kept("password-" + role, OpaqueId::next));
    }
}
