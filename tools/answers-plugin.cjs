// A plugin of `nest build`, beside that of @nestjs/swagger: what every route answers, as JSON Schema, read from the types that the compiler
// has checked. The answer of a query is an interface of the view that gives it, so that there is nothing for a decorator to be on; written
// down once more, it would be two truths. Fills `answers` in apps/api/src/answers.ts of the build (docs/adr/0047).
const ts = require('typescript');

exports.before = (_options, program) => {
  let found;
  return (context) => (source) => {
    if (!source.fileName.endsWith('apps/api/src/answers.ts')) return source;
    found ??= answersOf(program);
    const literal = ts.parseJsonText('answers.json', JSON.stringify(found)).statements[0].expression;
    const fill = (node) =>
      ts.isVariableDeclaration(node) && node.name.getText(source) === 'answers'
        ? context.factory.updateVariableDeclaration(node, node.name, node.exclamationToken, node.type, copied(literal, context.factory))
        : ts.visitEachChild(node, fill, context);
    return ts.visitNode(source, fill);
  };
};

/** A literal that belongs to no file, and can stand in any. */
function copied(node, factory) {
  if (ts.isObjectLiteralExpression(node)) {
    return factory.createObjectLiteralExpression(
      node.properties.map((one) =>
        factory.createPropertyAssignment(factory.createStringLiteral(one.name.text), copied(one.initializer, factory)),
      ),
    );
  }
  if (ts.isArrayLiteralExpression(node)) return factory.createArrayLiteralExpression(node.elements.map((one) => copied(one, factory)));
  if (ts.isStringLiteral(node)) return factory.createStringLiteral(node.text);
  if (ts.isNumericLiteral(node)) return factory.createNumericLiteral(node.text);
  if (ts.isPrefixUnaryExpression(node)) return factory.createPrefixUnaryExpression(node.operator, copied(node.operand, factory));
  if (node.kind === ts.SyntaxKind.TrueKeyword) return factory.createTrue();
  if (node.kind === ts.SyntaxKind.FalseKeyword) return factory.createFalse();
  return factory.createNull();
}

/** `{ routes: { "Controller.method": { json?, text?, binary?, nothing? } }, schemas }` of all controllers. */
function answersOf(program) {
  const checker = program.getTypeChecker();
  const describe = describer(checker);
  const routes = {};
  for (const source of program.getSourceFiles()) {
    if (!/\/apps\/api\/src\/.*\.controller\.ts$/.test(source.fileName)) continue;
    for (const statement of source.statements) {
      if (!ts.isClassDeclaration(statement) || !statement.name) continue;
      for (const member of statement.members) {
        if (!ts.isMethodDeclaration(member) || !ts.getDecorators(member)) continue;
        const signature = checker.getSignatureFromDeclaration(member);
        const name = `${statement.name.text}.${member.name.getText(source)}`;
        routes[name] = describe.answer(checker.getReturnTypeOfSignature(signature), name);
      }
    }
  }
  return { routes, schemas: describe.schemas };
}

/** Types as JSON Schema, as `JSON.stringify` writes their values: those with a name once, under it. */
function describer(checker) {
  const schemas = {};
  const names = new Map();
  const is = (type, flag) => (type.flags & flag) !== 0;
  const nameOf = (type) => (type.aliasSymbol ?? type.symbol)?.name;
  const files = new Set(['StreamableFile', 'Readable', 'ReadableStream', 'Buffer', 'Uint8Array']);

  function answer(returned, route) {
    const type = checker.getAwaitedType(returned) ?? returned;
    const parts = type.isUnion() ? type.types : [type];
    const isFile = (part) => files.has(part.symbol?.name);
    const isStream = (part) => ['Observable', 'AsyncGenerator', 'AsyncIterable'].includes(part.symbol?.name);
    const isNothing = (part) => is(part, ts.TypeFlags.Void | ts.TypeFlags.Undefined | ts.TypeFlags.Never);
    const json = parts.filter((part) => !isFile(part) && !isStream(part) && !isNothing(part) && !is(part, ts.TypeFlags.StringLike));
    const described = json.length === parts.length ? [schemaOf(type, route)] : json.map((part) => schemaOf(part, route));
    return {
      ...(described.length > 0 && { json: described.length === 1 ? described[0] : { anyOf: described } }),
      ...(parts.some((part) => is(part, ts.TypeFlags.StringLike)) && { text: true }),
      ...(parts.some(isFile) && { binary: true }),
      ...(parts.some(isStream) && { stream: true }),
    };
  }

  function schemaOf(type, path) {
    const { TypeFlags } = ts;
    if (is(type, TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (is(type, TypeFlags.Null)) return { type: 'null' };
    if (is(type, TypeFlags.StringLiteral | TypeFlags.NumberLiteral)) return { const: type.value };
    if (is(type, TypeFlags.BooleanLiteral)) return { const: checker.typeToString(type) === 'true' };
    if (is(type, TypeFlags.StringLike)) return { type: 'string' };
    if (is(type, TypeFlags.NumberLike)) return { type: 'number' };
    if (is(type, TypeFlags.BooleanLike)) return { type: 'boolean' };
    if (is(type, TypeFlags.NonPrimitive)) return { type: 'object' };
    if (is(type, TypeFlags.TypeParameter | TypeFlags.IndexedAccess | TypeFlags.Conditional)) {
      const constraint = checker.getBaseConstraintOfType(type);
      return constraint && constraint !== type ? schemaOf(constraint, path) : {};
    }
    if (is(type, TypeFlags.BigIntLike)) throw new Error(`${path}: a bigint cannot be written as JSON`);
    const name = ownName(type);
    if (name === 'Sealed') return notShown();
    if (name === undefined) return shapeOf(type, path);
    if (!names.has(type)) {
      // Another type of the same name: `ErasureState2` says little, and still more than both being the first.
      let free = name;
      for (let n = 2; Object.hasOwn(schemas, free); n += 1) free = `${name}${n}`;
      names.set(type, free);
      schemas[free] = {};
      const symbol = type.aliasSymbol ?? type.symbol;
      schemas[free] = withText(shapeOf(type, free), symbol);
    }
    return { $ref: `#/components/schemas/${names.get(type)}` };
  }

  /** What is sealed does not leave as it is stored: it is opened, so that what is beside `Sealed` in its type stands there, or this does. */
  function notShown() {
    const mark = (name, description) => ({
      type: 'object',
      properties: { [name]: { const: true } },
      required: [name],
      additionalProperties: false,
      description,
    });
    schemas.NotShown ??= {
      anyOf: [mark('$withheld', 'Personal: your roles may not see it.'), mark('$erased', 'Personal, and erased.')],
      description: 'Stands where a personal value is not shown.',
    };
    return { $ref: '#/components/schemas/NotShown' };
  }

  /** Of an interface, a class or a type alias that is ours and takes no arguments. */
  function ownName(type) {
    const symbol = type.aliasSymbol ?? type.symbol;
    const arguments_ = type.aliasSymbol ? type.aliasTypeArguments : checker.getTypeArguments?.(type.target ? type : { ...type });
    if (!symbol || symbol.name.startsWith('__') || (type.aliasSymbol && arguments_?.length)) return undefined;
    const declaration = symbol.declarations?.[0];
    if (!declaration || /node_modules/.test(declaration.getSourceFile().fileName)) return undefined;
    if (!type.aliasSymbol && type.typeArguments?.length) return undefined;
    const isNamed = [ts.isInterfaceDeclaration, ts.isClassDeclaration, ts.isTypeAliasDeclaration].some((kind) => kind(declaration));
    return isNamed ? symbol.name : undefined;
  }

  function shapeOf(type, path) {
    if (type.isUnion()) return unionOf(type, path);
    if (nameOf(type) === 'Date' || type.symbol?.name === 'Date') return { type: 'string', format: 'date-time' };
    // As documents hold them: written as an object.
    if (/^(Readonly)?Map$/.test(type.symbol?.name ?? '')) {
      return { type: 'object', additionalProperties: schemaOf(checker.getTypeArguments(type)[1], `${path}.*`) };
    }
    if (checker.isTupleType(type)) {
      const items = checker.getTypeArguments(type).map((one, index) => schemaOf(one, `${path}.${index}`));
      const { target } = type;
      if (target.hasRestElement)
        return { type: 'array', items: items.length === 1 ? items[0] : { anyOf: items }, minItems: target.minLength };
      return { type: 'array', prefixItems: items, items: false, minItems: target.minLength, maxItems: items.length };
    }
    if (checker.isArrayType(type)) return { type: 'array', items: schemaOf(checker.getTypeArguments(type)[0], `${path}[]`) };
    const toJson = type.getProperty('toJSON');
    if (toJson) {
      const [signature] = checker.getTypeOfSymbol(toJson).getCallSignatures();
      return schemaOf(signature.getReturnType(), path);
    }
    return objectOf(type, path);
  }

  function unionOf(type, path) {
    const parts = type.types.filter((part) => !is(part, ts.TypeFlags.Undefined | ts.TypeFlags.Void));
    const isLiteral = (part) => is(part, ts.TypeFlags.StringLiteral | ts.TypeFlags.NumberLiteral);
    const literals = parts.filter(isLiteral).map((part) => part.value);
    const booleans = parts.filter((part) => is(part, ts.TypeFlags.BooleanLiteral));
    const others = parts.filter((part) => !isLiteral(part) && !(booleans.length === 2 && booleans.includes(part)));
    const schemas = others.map((part) => schemaOf(part, path));
    if (booleans.length === 2) schemas.unshift({ type: 'boolean' });
    if (literals.length > 0) {
      const types = [...new Set(literals.map((value) => typeof value))];
      schemas.unshift({ type: types.length === 1 ? types[0] : types, enum: literals });
    }
    return nullable(schemas);
  }

  /** `null` beside one simple type is said by it. */
  function nullable(schemas) {
    const unique = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
    const isNull = ({ type }) => type === 'null';
    const others = unique.filter((schema) => !isNull(schema));
    if (unique.length === 1) return unique[0];
    if (others.length === 1 && others.length < unique.length && typeof others[0].type === 'string' && !others[0].const) {
      const [{ type, enum: values, ...rest }] = others;
      return { type: [type, 'null'], ...(values && { enum: [...values, null] }), ...rest };
    }
    return { anyOf: unique };
  }

  function objectOf(type, path) {
    const [properties, required] = [{}, []];
    for (const property of checker.getPropertiesOfType(type)) {
      if (property.name.startsWith('__@')) continue;
      const own = checker.getTypeOfSymbol(property);
      if (own.getCallSignatures().length > 0) continue;
      const parts = own.isUnion() ? own.types : [own];
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0 || parts.some((part) => is(part, ts.TypeFlags.Undefined));
      if (is(own, ts.TypeFlags.Undefined | ts.TypeFlags.Never)) continue;
      properties[property.name] = withText(dated(schemaOf(own, `${path}.${property.name}`), property), property);
      if (!isOptional) required.push(property.name);
    }
    const index = checker.getIndexInfosOfType(type)[0];
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
      additionalProperties: index ? schemaOf(index.type, `${path}.*`) : false,
    };
  }

  /** An `Instant` is a string for the compiler, which only its declaration tells from others. */
  function dated(schema, property) {
    const written = property.declarations?.map((declaration) => declaration.type?.getText()).join();
    const isText = schema.type === 'string' || (Array.isArray(schema.type) && schema.type.join() === 'string,null');
    return isText && !schema.enum && /^(Instant|string)( \| null)?$/.test(written ?? '') && /Instant/.test(written)
      ? { ...schema, format: 'date-time' }
      : schema;
  }

  function withText(schema, symbol) {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, ' ').trim();
    return text === '' ? schema : { ...schema, description: text };
  }

  return { answer, schemas };
}
