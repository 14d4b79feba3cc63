import { startFinder } from "./finder.ts";
import { startCopyButtons, startFilterButton, startSlashKey, startTableFilters } from "./page-extras.ts";

// Every page works without this file; what it adds is unhidden by it.
startSlashKey();
startFilterButton();
startCopyButtons();
startTableFilters();
startFinder();
