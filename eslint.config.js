import ts from "typescript-eslint";

const pure = ["src/modules/*/{rules,policy,contract}.ts", "src/modules/*/rules/**", "src/kernel/**", "src/opinion/**"];
const impure = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Take `now: Date` as an argument." },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: "Take `now: Date` as an argument." },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: "Take the id or the draw as an argument." },
];

export default ts.config(
  { ignores: ["dist/", ".tsbuild/", "node_modules/", "data/", ".cache/", "docs/generated/"] },
  ...ts.configs.recommended,
  {
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true, varsIgnorePattern: "^_" }],
      "@typescript-eslint/ban-ts-comment": "error",
      "no-console": "error",
    },
  },
  { files: pure, ignores: ["**/*.test.ts"], rules: { "no-restricted-syntax": ["error", ...impure] } },
  { files: ["bin/**", "src/entry/**", "bench/**", "presets/**", "tests/support/**"], rules: { "no-console": "off" } },
  // Screens are one function of JSX; tables, fixtures and tests are lists, not logic.
  { files: ["**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }] } },
  { files: ["**/*.test.ts", "**/*.test.tsx", "tests/**", "**/fixtures/**", "presets/**", "src/platform/db/tables.ts"], rules: { "max-lines": "off", "max-lines-per-function": "off" } },
);
