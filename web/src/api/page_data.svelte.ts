/// Which resource the page in view is made from: the colophon links to it as JSON, and lists as CSV.

class PageData {
  address = $state("");
  /** A list, which can be had as CSV too. */
  table = $state(false);

  get csv(): string {
    return `${this.address}${this.address.includes("?") ? "&" : "?"}format=csv`;
  }

  set(address: string, table: boolean): void {
    this.address = address;
    this.table = table;
  }
}

export const pageData = new PageData();
