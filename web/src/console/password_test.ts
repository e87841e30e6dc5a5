import { holds } from "../kit/assert.ts";
import { firstPassword } from "./password.ts";

Deno.test("first passwords can be read out, and differ", () => {
  holds(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/.test(firstPassword()), "shape");
  holds(firstPassword() !== firstPassword(), "another each time");
});
