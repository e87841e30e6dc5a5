package io.onsale.standalone.keys;

import io.onsale.kernel.id.OpaqueId;

/** The accounts of the demo, one per role, with passwords of this installation. */
public record DemoAccounts(DemoAccount seller, DemoAccount manager, DemoAccount gate, DemoAccount fan) {

    /** An email address and its password. */
    public record DemoAccount(String email, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return email;
        }
    }

    static DemoAccounts from(SecretStore secrets) {
        return new DemoAccounts(
                account("seller", secrets),
                account("manager", secrets),
                account("gate", secrets),
                account("fan", secrets));
    }

    private static DemoAccount account(String role, SecretStore secrets) {
        return new DemoAccount(role + "@demo.onsale", secrets.secret("password-" + role, OpaqueId::next));
    }
}
