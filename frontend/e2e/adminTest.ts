/** Playwright's test with a program that has an administrator; the files of the admin's tests share one program. */

import { test as base, expect } from "./test";
import { AdminProgram } from "./adminProgram";

export const test = base.extend<object, { readonly admin: AdminProgram }>({
  admin: [
    async ({}, use) => {
      const admin = await AdminProgram.start();
      await use(admin);
      await admin.program.remove();
    },
    { scope: "worker", timeout: 1_800_000 },
  ],
});

export { expect };

/** The admin's pages, below /admin/. */
export const pages = {
  dashboard: "",
  review: "review/",
  digits: "digits/digit/",
  digit: "digits/digit/31/change/",
  steer: "digits/modelstate/steer/?action=rollback",
  versions: "digits/modelstate/",
  version: "digits/modelstate/2/change/",
  lineage: "digits/modelstate/2/lineage/",
  compare: "digits/modelstate/compare/?old=1&new=2",
  history: "digits/deployment/",
  exchange: "exchange/",
  notices: "notices/",
  audit: "digits/auditentry/",
  accounts: "auth/user/",
  addAccount: "auth/user/add/",
  account: "auth/user/1/change/",
};
