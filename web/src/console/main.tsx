import "../kit/style/style.css";
import "./style.css";
import { render } from "preact";
import { language } from "../kit/language.ts";
import { ConsoleApp } from "./app.tsx";

document.documentElement.lang = language();
render(<ConsoleApp />, document.getElementById("app")!);
