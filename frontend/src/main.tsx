import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { browserFetch } from "./api/browserFetch";
import { createApi } from "./api/client";
import { App } from "./App";
import { keepPage } from "./shell/register";
import { createServices } from "./services";
import { StumbleNet } from "./StumbleNet";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("wanted an element #root in index.html, found none");

const services = createServices(createApi(browserFetch));

createRoot(root).render(
  <StrictMode>
    <StumbleNet>
      <QueryClientProvider client={new QueryClient()}>
        <App services={services} />
      </QueryClientProvider>
    </StumbleNet>
  </StrictMode>,
);

keepPage();
