import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { TodoSearch } from '../../address/desk'
import { useCity } from '../../session/city'
import { useMay } from '../../session/may'
import { CensusTabs } from '../census/CensusTabs'
import { TodoDetail } from './TodoDetail'
import { TodoFilters } from './TodoFilters'
import { TodoList } from './TodoList'
import './todo.css'

export function TodoPage() {
  const city = useCity()
  const mayPlace = useMay('place')
  const search = useSearch({ from: '/shell/census/todo' })
  const navigate = useNavigate({ from: '/census/todo' })
  const change = (wanted: TodoSearch) => void navigate({ search: wanted, replace: true })
  const { customer, ...filter } = search
  if (!city) return null
  return (
    <div className="page-body">
      <h1>
        <Trans>盘客户</Trans>
      </h1>
      <CensusTabs />
      <p className="soft">
        {mayPlace ? <Trans>这些地址定不到小区，不会自动进入网格。选一条，在建议、搜索或地图上指定位置。</Trans> : <Trans>这些地址定不到小区，不会自动进入网格。</Trans>}
      </p>
      <TodoFilters city={city.code} filter={filter} onChange={change} />
      <div className="todo">
        <TodoList city={city.code} filter={filter} chosen={customer} />
        <TodoDetail city={city} customer={customer} onPlaced={() => change(filter)} />
      </div>
    </div>
  )
}
