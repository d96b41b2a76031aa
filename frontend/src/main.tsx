import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApi } from "./api/client";
import { browserFetch } from "./api/browserFetch";
import { App } from "./App";
import { createServices } from "./services";
import "./styles/base.css";

const root = document.getElementById("root");
if (root === null) throw new Error("wanted an element #root in index.html, found none");

const services = createServices(createApi(browserFetch));

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={new QueryClient()}>
      <App services={services} />
    </QueryClientProvider>
  </StrictMode>,
);
