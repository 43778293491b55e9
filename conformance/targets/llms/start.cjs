const { default: Server } = require('@musistudio/llms')
const config = require('./config.json')

new Server({ useJsonFile: false, useEnvFile: false, useEnvironmentVariables: false, initialConfig: config, logger: false }).start()
