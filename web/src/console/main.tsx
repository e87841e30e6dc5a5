import "../kit/style/style.css";
import { render } from "preact";

render(<p>console</p>, document.getElementById("app")!);
