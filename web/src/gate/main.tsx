import "../kit/style/style.css";
import { render } from "preact";

render(<p>gate</p>, document.getElementById("app")!);
