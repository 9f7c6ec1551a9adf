import "./without-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./global.css";
import { Desk } from "./desk.tsx";

const place = document.getElementById("desk");
if (!place) throw new Error("index.html has no #desk");
createRoot(place).render(<StrictMode><Desk /></StrictMode>);
