/// The module that `build/geography.ts` makes.
declare module "virtual:earth" {
  const earth: import("../build/geography").Drawn;
  export default earth;
}
