import "../kit/style/style.css";
import "./gate.css";
import { render } from "preact";
import { language } from "../kit/language.ts";
import { keepOffline } from "../kit/offline.ts";
import { GateApp } from "./app.tsx";

document.documentElement.lang = language();
render(<GateApp />, document.getElementById("app")!);
keepOffline();
