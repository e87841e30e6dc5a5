import "../kit/style/style.css";
import "./style.css";
import { render } from "preact";
import { language } from "../kit/language.ts";
import { keepOffline } from "../kit/offline.ts";
import { FanApp } from "./app.tsx";

document.documentElement.lang = language();
render(<FanApp />, document.getElementById("app")!);
keepOffline();
