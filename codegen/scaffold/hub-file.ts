import { type CallExpression, Node, Project } from 'ts-morph'

/**
 * The hub table of a new format: that of another one with every decision taken out, since all formats decide the same shapes
 * of the hub.
 */
export function hubFile(text: string): string {
  const file = new Project({ useInMemoryFileSystem: true }).createSourceFile('hub.ts', text)
  const decisions = file
    .getDescendants()
    .filter((node): node is CallExpression => Node.isCallExpression(node) && Node.isCallExpression(node.getExpression()))
    .flatMap((call) => call.getArguments())
    .flatMap((argument) => (Node.isObjectLiteralExpression(argument) ? argument.getProperties() : []))
  for (const decision of decisions) {
    if (Node.isPropertyAssignment(decision)) decision.setInitializer('undecided')
    else if (Node.isShorthandPropertyAssignment(decision)) decision.replaceWithText(`${decision.getName()}: undecided`)
  }
  for (const statement of file.getVariableStatements()) if (!statement.isExported()) statement.remove()
  const fates = file.getImportDeclarations().find((each) => each.getModuleSpecifierValue().endsWith('/translate/fate.ts'))
  const makers = fates?.getNamedImports().map((named) => named.getName()) ?? []
  fates?.removeNamedImports()
  fates?.addNamedImports([...makers.filter((name) => name === 'decide' || name === 'arms' || name === 'values'), 'undecided'])
  return file.getFullText()
}
