// Sets the chosen colours before anything is painted, so that a dark page never flashes white.
(function () {
  var theme = window.localStorage.getItem("registan.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
